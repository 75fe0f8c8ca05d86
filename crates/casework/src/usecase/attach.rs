//! Attaching evidence. The bytes are checked and stored before the transaction, so that no writer waits for a picture.

use super::view;
use crate::Engine;
use crate::answer::EvidenceFile;
use crate::media;
use crate::model::{FileRecord, Grade};
use crate::repo::files;
use crate::schema::FILE;
use kernel::id::{CaseId, FileId};
use kernel::problem::{FieldProblem, Problem};
use kernel::time::Timestamp;
use pack::lifecycle::StateClass;
use serde_json::json;
use store::Ctx;
use store::audit::Entry;
use store::files::Files;
use tokio::sync::Semaphore;

/// A file as it came in.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Name given by the sender.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Stage: `before`, `after`, `verify`, `look_back`, `paper` …
    pub stage: String,
    /// Note.
    pub note: Option<String>,
    /// When it was taken, as the sender says.
    pub taken_at: Option<Timestamp>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Grade.
    pub grade: Option<Grade>,
}

/// A file that was checked and stored, not yet attached.
#[derive(Debug, Clone)]
pub struct Prepared {
    name: String,
    stage: String,
    note: Option<String>,
    media_type: &'static str,
    sm3: String,
    size: i64,
    thumbnail: bool,
    taken_at: Option<Timestamp>,
    place: Option<(f64, f64)>,
    grade: Grade,
}

/// Most files of one person that wait for their case.
const MOST_WAITING: i64 = 300;
const LONGEST_NAME: usize = 120;
const LONGEST_NOTE: usize = 500;
/// Pictures decoded at once; each may take as much memory as [`media`] allows.
static DECODING: Semaphore = Semaphore::const_new(3);
/// A device's clock may run this far ahead.
const AHEAD_SECONDS: i64 = 600;

fn fault(pointer: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem::new(pointer, code, message)
}

impl Engine {
    /// Whether the caller may attach files to a case (none: a file for a case still to be opened).
    ///
    /// # Errors
    /// 404 outside the scope, 403 without the permission at this place, 409 when the case is void.
    pub async fn may_attach(&self, ctx: &Ctx, case: Option<CaseId>) -> Result<(), Problem> {
        let permissions = ["case.act", "case.open", "inspection.write"];
        let Some(id) = case else {
            let may = permissions.iter().any(|permission| ctx.caller.may(permission));
            return if may {
                Ok(())
            } else {
                Err(Problem::forbidden("您的岗位没有上传证据的权限"))
            };
        };
        let case = self.seen(ctx, id).await?;
        if case.state_class == StateClass::Void {
            return Err(Problem::conflict("事项已作废，不能再上传证据", json!({ "state": case.state })));
        }
        for permission in permissions {
            if self.reached(ctx, &case, permission).await? {
                return Ok(());
            }
        }
        Err(Problem::forbidden("您的岗位不能为本事项上传证据"))
    }

    /// Checks the bytes, makes the thumbnail and stores both. Ask [`Engine::may_attach`] before.
    ///
    /// # Errors
    /// 413 above the size limit, 422 when the content is of no known kind or broken.
    pub async fn prepare_file(
        &self,
        store: &Files,
        now: Timestamp,
        file: NewFile,
    ) -> Result<Prepared, Problem> {
        if file.bytes.len() > self.settings.largest_file {
            let limit = self.settings.largest_file / 1024 / 1024;
            return Err(Problem::too_large().hint(format!("单个文件最大{limit} MB")));
        }
        check(&file, now)?;
        let kinds = || fault("/file", "media_type", "只接收图片（JPG、PNG、WebP、HEIC）、PDF和MP4视频");
        let media_type = media::media_type(&file.bytes).ok_or_else(|| Problem::invalid(vec![kinds()]))?;
        let NewFile { name, bytes, stage, note, taken_at, longitude, latitude, grade } = file;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        // Decoding takes a whole core and much memory for a while: few at once, not on the threads that answer requests.
        let turn = DECODING.acquire().await.map_err(Problem::internal)?;
        let (bytes, shot, small) = tokio::task::spawn_blocking(move || {
            let shot = media::shot(&bytes);
            let small = media::is_picture(media_type).then(|| media::thumbnail(&bytes)).transpose();
            (bytes, shot, small)
        })
        .await
        .map_err(Problem::internal)?;
        drop(turn);
        let small = small.map_err(|message| Problem::invalid(vec![fault("/file", "broken", message)]))?;
        let sm3 = store.put(bytes).await?;
        if let Some(small) = &small {
            store.put_derived(&sm3, media::THUMBNAIL, small.clone()).await?;
        }
        Ok(Prepared {
            name: tidy(&name),
            stage,
            note: note.filter(|note| !note.trim().is_empty()),
            media_type,
            sm3,
            size,
            thumbnail: small.is_some(),
            taken_at: taken_at.or_else(|| shot.at.filter(|at| *at <= now.plus_seconds(AHEAD_SECONDS))),
            place: longitude.zip(latitude).or(shot.place),
            grade: grade.unwrap_or(Grade::Uploaded),
        })
    }

    /// Attaches a prepared file.
    ///
    /// # Errors
    /// As [`Engine::may_attach`].
    pub async fn attach(
        &self,
        ctx: &Ctx,
        case: Option<CaseId>,
        file: Prepared,
    ) -> Result<EvidenceFile, Problem> {
        self.may_attach(ctx, case).await?;
        if let (None, Some(user)) = (case, ctx.caller.user)
            && files::waiting_of(ctx, user).await? >= MOST_WAITING
        {
            let message = format!("待用的文件已有{MOST_WAITING}个，请先用于登记或检查，再上传新的");
            return Err(Problem::invalid(vec![fault("/file", "quota", message)]));
        }
        let record = FileRecord {
            id: ctx.id::<FileId>(),
            case_id: case,
            event_id: None,
            stage: file.stage,
            name: file.name,
            media_type: file.media_type.to_owned(),
            sm3: file.sm3,
            size: file.size,
            thumbnail: file.thumbnail,
            grade: file.grade,
            note: file.note,
            taken_at: file.taken_at,
            longitude: file.place.map(|(longitude, _)| longitude),
            latitude: file.place.map(|(_, latitude)| latitude),
            uploaded_at: ctx.now,
            uploaded_by: ctx.caller.user,
            uploader: ctx.caller.name.clone(),
        };
        files::insert(ctx, &record).await?;
        ctx.audit(Entry {
            action: "case.attach",
            object_kind: "case",
            object_id: case.map(|id| id.as_uuid()),
            summary: format!("上传证据：{}", record.name),
            detail: json!({ "file": record.id, "sm3": record.sm3, "stage": record.stage, "grade": record.grade }),
            rows: &[(&FILE, record.id.as_uuid())],
        })
        .await?;
        let mut seen = [view::file(record)];
        if let Some(case) = case {
            self.mark_reused(ctx, case, &mut seen).await?;
        }
        let [seen] = seen;
        Ok(seen)
    }
}

fn check(file: &NewFile, now: Timestamp) -> Result<(), Problem> {
    let mut faults = Vec::new();
    let stage = &file.stage;
    let word =
        !stage.is_empty() && stage.len() <= 40 && stage.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !word {
        faults.push(fault("/stage", "choice", "请选择证据所属阶段"));
    }
    if file.bytes.is_empty() {
        faults.push(fault("/file", "empty", "文件是空的"));
    }
    if file.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        faults.push(fault("/note", "max", format!("说明最多{LONGEST_NOTE}个字")));
    }
    if file.taken_at.is_some_and(|at| at > now.plus_seconds(AHEAD_SECONDS)) {
        faults.push(fault("/taken_at", "future", "拍摄时间不能晚于现在，请检查设备时间"));
    }
    let on_earth = |value: Option<f64>, most: f64| value.is_none_or(|value| value.abs() <= most);
    if !on_earth(file.longitude, 180.0) || file.longitude.is_some() != file.latitude.is_some() {
        faults.push(fault("/longitude", "range", "经纬度须同时填写，经度在-180至180之间"));
    }
    if !on_earth(file.latitude, 90.0) {
        faults.push(fault("/latitude", "range", "纬度在-90至90之间"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// The last part of a path, without control characters.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if kept.trim().is_empty() { "未命名".to_owned() } else { kept.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(tidy("C:\\fakepath\\整改后.jpg"), "整改后.jpg");
        assert_eq!(tidy("../../etc/passwd"), "passwd");
        assert_eq!(tidy("a\r\nb\0.png"), "ab.png");
        assert_eq!(tidy(" / "), "未命名");
        assert_eq!(tidy(&"长".repeat(500)).chars().count(), 120);
    }
}

//! Evidence: checked by content, seen in the scope of its case, kept once.

use crate::world::{OTHER_TOWN, on_both, person, picture, station};
use casework::{NewFile, THUMBNAIL};

#[tokio::test]
async fn a_picture_gets_a_thumbnail_and_is_seen_with_its_case() {
    on_both("2024-09-30", async |world| {
        let id = world.open(&station(10)).await;
        let file = world.photo(&station(10), id, "after").await;
        let ctx = world.read(&station(11)).await;
        let seen = world.engine.file(&ctx, file).await.unwrap();
        assert_eq!((seen.media_type.as_str(), seen.grade_name.as_str()), ("image/png", "本地上传"));
        assert_eq!(world.files.get(&seen.sm3).await.unwrap().len() as i64, seen.size);
        let small = world.files.get_derived(&seen.sm3, THUMBNAIL).await.unwrap();
        let small = image::load_from_memory(&small).unwrap();
        assert_eq!((small.width(), small.height()), (320, 256));
        let ctx = world.read(&person(70, "town_station", OTHER_TOWN)).await;
        assert_eq!(world.engine.file(&ctx, file).await.unwrap_err().status, 404);
        assert_eq!(world.engine.may_attach(&ctx, Some(id)).await.unwrap_err().status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_evidence_is_refused() {
    on_both("2024-09-30", async |world| {
        let now = world.env.clock.now();
        let refuse =
            async |file: NewFile| world.engine.prepare_file(&world.files, now, file).await.unwrap_err();
        let html = NewFile { bytes: b"<html>".to_vec(), name: "a.jpg".into(), ..picture("after") };
        assert_eq!(refuse(html).await.fields[0].code, "media_type");
        let large = NewFile { bytes: vec![0; 21 * 1024 * 1024], ..picture("after") };
        assert_eq!(refuse(large).await.status, 413);
        let broken = NewFile { bytes: picture("after").bytes[..60].to_vec(), ..picture("after") };
        assert_eq!(refuse(broken).await.fields[0].code, "broken");
        let future = NewFile { taken_at: Some(now.plus_hours(1)), stage: "../x".into(), ..picture("after") };
        assert_eq!(refuse(future).await.fields.len(), 2);
        let half = NewFile { longitude: Some(116.7), ..picture("after") };
        assert_eq!(refuse(half).await.fields[0].pointer, "/longitude");
    })
    .await;
}

//! Premises that stand at one point of the map: several shops behind one door, or what a cluster is made of.

use super::list::cursor_of;
use super::reach::reading;
use super::rows;
use crate::model::{BoundingBox, Point, PremisesFilter, PremisesRow, SamePoint};
use crate::repo::list::{Filter, Key};
use crate::repo::tile::at_point;
use crate::rules::cells::{self, COUNTED, STORED};
use h3o::CellIndex;
use kernel::page::{Cursor, Limit, Page};
use kernel::problem::{FieldProblem, Problem};
use pack::Pack;
use store::Ctx;

/// Half the width of a point, in degrees: about a centimetre.
const POINT: f64 = 1e-7;

/// A page of premises at one point, by name.
///
/// # Errors
/// 403 without the permission, 422 when no point is told or the cell is none or too wide, 400 on a bad cursor.
pub async fn same_point(
    ctx: &Ctx,
    pack: &Pack,
    filter: &PremisesFilter,
    at: &SamePoint,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Result<Page<PremisesRow>, Problem> {
    let scope = reading(&ctx.caller)?;
    let from = cursor.map(Cursor::read::<Key>).transpose()?;
    let filter = Filter::premises(filter)?;
    let (stored, area) = place(at)?;
    let wanted = (stored.as_slice(), area);
    let records = at_point(&ctx.tx, &filter, &scope, wanted, from.as_ref(), limit.fetch()).await?;
    let page = Page::from_rows(records, limit, cursor_of);
    let items = rows::premises(ctx, pack, &page.items).await?;
    Ok(Page { items, next: page.next })
}

/// The stored cells to look into, and the box within them.
fn place(at: &SamePoint) -> Result<(Vec<CellIndex>, Option<BoundingBox>), Problem> {
    let wrong = |pointer: &str, code: &str, message: &str| {
        Err(Problem::invalid(vec![FieldProblem::new(pointer, code, message)]))
    };
    match (at.cell.as_deref().filter(|cell| !cell.is_empty()), at.longitude, at.latitude) {
        (Some(text), None, None) => match text.parse::<CellIndex>() {
            Ok(cell) if (COUNTED..=STORED).contains(&cell.resolution()) => {
                Ok((cell.children(STORED).collect(), None))
            }
            Ok(_) => wrong("/cell", "range", "网格须为 7 至 9 级"),
            Err(_) => wrong("/cell", "format", "不是 H3 网格编号"),
        },
        (None, Some(longitude), Some(latitude)) => {
            let Some(cell) = cells::at(Point { longitude, latitude }, STORED) else {
                return wrong("/longitude", "range", "经纬度不正确");
            };
            let area = BoundingBox {
                west: longitude - POINT,
                east: longitude + POINT,
                south: latitude - POINT,
                north: latitude + POINT,
            };
            Ok((vec![cell], Some(area)))
        }
        _ => wrong("/cell", "required", "请给出网格 cell，或经度 longitude 与纬度 latitude"),
    }
}

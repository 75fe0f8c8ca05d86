//! What is asked of the tiles of the map.

use serde::Deserialize;
use utoipa::IntoParams;

/// Premises at one point of the map: the cell of a cluster, or a longitude and a latitude.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SamePoint {
    /// H3 cell, of resolution 7 to 9.
    pub cell: Option<String>,
    /// Degrees east, with `latitude`.
    pub longitude: Option<f64>,
    /// Degrees north, with `longitude`.
    pub latitude: Option<f64>,
}

//! Listening, and stopping in good order.

use crate::background;
use anyhow::{Context, Result};
use http::App;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use store::jobs::Runner;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until Ctrl-C or SIGTERM. `ready` is told the address once the door is open.
///
/// # Errors
/// When the address is taken.
pub async fn serve(
    app: App,
    runner: Runner,
    data: &Path,
    listen: &str,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("无法监听 {listen}：端口被占用或地址不对，可换一个端口"))?;
    let address = listener.local_addr()?;
    let (stopper, stop) = watch::channel(false);
    let (router, limits) = crate::router::router(&app);
    let mut tasks = background::start(&app, limits, Arc::new(runner), data.join("anchors.jsonl"), &stop);
    ready(address);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await?;
    stopper.send_replace(true);
    while tasks.join_next().await.is_some() {}
    // What was written last is sealed before the program goes.
    while store::audit::seal(&app.env.database, &app.env.audit_key, 2_000).await?.records > 0 {}
    app.env.database.clone().close().await?;
    Ok(())
}

async fn stopped() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

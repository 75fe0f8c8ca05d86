//! What goes on beside the requests: sealing, jobs, anchors, forgetting.

use http::App;
use http::limit::Limits;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::audit;
use store::jobs::Runner;
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Starts everything; ends when `stop` becomes true.
pub fn start(
    app: &App,
    limits: Limits,
    runner: Arc<Runner>,
    anchors: PathBuf,
    stop: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let env = app.env.clone();
    tasks.spawn(every(Duration::from_millis(900), stop.clone(), move || {
        let env = env.clone();
        async move {
            if let Err(error) = audit::seal(&env.database, &env.audit_key, 2_000).await {
                tracing::error!(%error, "sealing failed");
            }
        }
    }));
    tasks.spawn(every(Duration::from_secs(1), stop.clone(), move || {
        let runner = Arc::clone(&runner);
        async move {
            if let Err(error) = runner.run_due(100).await {
                tracing::error!(%error, "running jobs failed");
            }
        }
    }));
    let (env, pack, files) = (app.env.clone(), Arc::clone(&app.pack), app.files.clone());
    tasks.spawn(every(Duration::from_millis(500), stop.clone(), move || {
        let (env, pack, files) = (env.clone(), Arc::clone(&pack), files.clone());
        async move {
            if let Err(error) = intake::service::next(&env, &pack, &files).await {
                tracing::error!(%error, "an import stopped and will be taken up again");
            }
        }
    }));
    let env = app.env.clone();
    tasks.spawn(every(Duration::from_secs(60), stop.clone(), move || {
        let env = env.clone();
        async move {
            if let Err(error) = registry::service::fold_map(&env, registry::service::LEFT_LYING).await {
                tracing::error!(?error, "summing up the cells of the map failed");
            }
        }
    }));
    let (env, access) = (app.env.clone(), Arc::clone(&app.access));
    tasks.spawn(every(Duration::from_secs(3_600), stop.clone(), move || {
        let (env, access, anchors, limits) =
            (env.clone(), Arc::clone(&access), anchors.clone(), limits.clone());
        async move {
            limits.forget_idle();
            if let Err(error) = access::purge(&access, &env).await {
                tracing::error!(%error, "purging sessions failed");
            }
            if let Err(error) = hourly(&env, &anchors).await {
                tracing::error!(%error, "hourly work failed");
            }
        }
    }));
    tasks
}

async fn hourly(env: &store::context::Env, anchors: &std::path::Path) -> anyhow::Result<()> {
    if let Some(anchor) = audit::write_anchor(&env.database, &env.audit_key, env.clock.now()).await? {
        let mut file = tokio::fs::OpenOptions::new().create(true).append(true).open(anchors).await?;
        file.write_all(format!("{}\n", serde_json::to_string(&anchor)?).as_bytes()).await?;
        file.sync_all().await?;
    }
    store::schema::refresh_statistics(&env.database).await?;
    let tx = env.database.write().await?;
    store::idempotency::forget_old(&tx, env.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn every<F, W>(pause: Duration, mut stop: watch::Receiver<bool>, work: F)
where
    F: Fn() -> W + Send,
    W: Future<Output = ()> + Send,
{
    loop {
        work().await;
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() || *stop.borrow() { return },
        }
    }
}

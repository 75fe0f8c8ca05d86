//! `qutu setup`: an empty database and the three administrators.

use super::{Exit, Streams};
use crate::cli::Setup;
use crate::config::Config;
use crate::wiring;
use access::command_caller;
use access::user::NewUser;
use anyhow::{Context, Result, anyhow, bail};
use directory::organisation::{self, NewOrganisation, OrganisationKind};
use directory::person::{self, NewPerson};
use directory::post::{self, HandOver, NewPost};
use http::App;
use kernel::id::OrgId;
use kernel::problem::Problem;
use kernel::region::{Level, RegionCode};
use kernel::scope::ScopeLevel;
use store::Ctx;

/// The three administrators (三员): role, Chinese name.
const ADMINISTRATORS: [(&str, &str); 3] =
    [("system_admin", "系统管理员"), ("security_admin", "安全管理员"), ("audit_admin", "审计管理员")];

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
pub(crate) fn told(problem: Problem) -> anyhow::Error {
    let fields: Vec<String> =
        problem.fields.iter().map(|field| format!("{} {}", field.pointer, field.message)).collect();
    anyhow!("{} {}", problem.detail, fields.join("；"))
}

/// Creates the database, loads the regions of the pack and opens the administrators' accounts.
///
/// # Errors
/// When the database is in use already, or the pack names no region.
pub async fn run(config: &Config, options: &Setup, streams: &mut Streams<'_>) -> Result<Exit> {
    let program = wiring::program(config).await?;
    let app = program.app;
    let region = wiring::region(config, &app.pack)
        .filter(|code| code.level() == Level::City)
        .context("请在配置里写明所在市的区划代码，例如 region = \"445200\"（或环境变量 QUTU_REGION）")?;
    if app.pack.regions.get(region).is_none() {
        bail!("规则包 {} 里没有区划 {region}，请核对代码", config.pack);
    }
    let ctx = app.env.write(command_caller("qutu setup")).await?;
    if ctx.tx.count("SELECT COUNT(*) AS n FROM users", vec![]).await? > 0 {
        bail!("数据库已初始化过，不再重复建立账号");
    }
    let regions = app.pack.regions.within(region).map(|region| region.entry());
    directory::region::load_regions(&ctx, regions).await.map_err(told)?;
    let org = office(&ctx, &app, region).await?;
    let logins = [&options.system, &options.security, &options.audit];
    let mut lines = Vec::new();
    for ((role, name), login) in ADMINISTRATORS.into_iter().zip(logins) {
        let password = administrator(&ctx, &app, (org, region), role, name, login).await?;
        lines.push(format!("{name}\t{login}\t{password}"));
    }
    ctx.commit().await?;
    streams.say("已建立账号，首次登录须修改密码（角色、登录名、一次性密码）：")?;
    for line in lines {
        writeln!(streams.out, "{line}")?;
    }
    app.env.database.clone().close().await?;
    Ok(Exit::Done)
}

async fn office(ctx: &Ctx, app: &App, region: RegionCode) -> Result<OrgId> {
    let name = app.pack.regions.get(region).map(|region| region.name.to_owned()).unwrap_or_default();
    let new = NewOrganisation {
        name: format!("{name}消防安全委员会办公室"),
        short_name: Some("消安委办".into()),
        kind: OrganisationKind::Commission,
        region_code: region,
        parent_id: None,
        is_fire_authority: false,
        department: None,
        sector: None,
        valid_from: None,
    };
    Ok(organisation::create(ctx, new).await.map_err(told)?.id)
}

async fn administrator(
    ctx: &Ctx,
    app: &App,
    seat: (OrgId, RegionCode),
    role: &str,
    name: &str,
    login: &str,
) -> Result<String> {
    let (org, region) = seat;
    let new = NewPost {
        org_id: org,
        name: name.to_owned(),
        role: role.to_owned(),
        level: ScopeLevel::City,
        region_code: Some(region),
        unit_id: None,
        sectors: None,
        valid_from: None,
    };
    let post = post::create(ctx, &*app.access, new).await.map_err(told)?;
    let person = NewPerson { name: name.to_owned(), org_id: org, phone: None, title: None };
    let person = person::create(ctx, person).await.map_err(told)?;
    let over = HandOver { person_id: Some(person.id), ..HandOver::default() };
    post::hand_over(ctx, &*app.access, post.id, over).await.map_err(told)?;
    let user = NewUser { person_id: person.id, login: login.to_owned(), valid_until: None };
    Ok(app.access.create_user(ctx, user).await.map_err(told)?.one_time_password)
}

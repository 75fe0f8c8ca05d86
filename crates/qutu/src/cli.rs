//! What the command line offers.

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use kernel::region::RegionCode;
use std::path::PathBuf;

/// 曲突：城市火灾防控台账。数据写到标准输出，提示写到标准错误。
#[derive(Debug, Parser)]
#[command(name = "qutu", version, about, disable_help_subcommand = true)]
pub struct Cli {
    /// 配置文件
    #[arg(long, global = true, value_name = "FILE", env = "QUTU_CONFIG")]
    pub config: Option<PathBuf>,
    /// 做什么
    #[command(subcommand)]
    pub command: Command,
}

/// 子命令
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动服务
    Serve,
    /// 启动演示城市（虚构数据）
    Demo(Demo),
    /// 初始化数据库并建立第一批管理账号
    Setup(Setup),
    /// 工作要点
    #[command(subcommand)]
    Plan(Plan),
    /// 台账文件
    #[command(subcommand)]
    Ledger(Ledger),
    /// 按 GB 35181 给出判定建议
    Judge(Judge),
    /// 规则包
    #[command(subcommand)]
    Pack(PackCommand),
    /// 审计链
    #[command(subcommand)]
    Audit(Audit),
    /// 在线备份（仅内置数据库）
    Backup {
        /// 备份到哪个空文件夹
        to: PathBuf,
    },
    /// 从备份恢复到配置所指的位置（须为空）
    Restore {
        /// 备份文件夹
        from: PathBuf,
    },
    /// 输出接口说明（OpenAPI）
    #[command(name = "openapi")]
    OpenApi,
}

/// 演示选项
#[derive(Debug, Args)]
pub struct Demo {
    /// 场所数量
    #[arg(long, default_value_t = 5000)]
    pub premises: u32,
    /// 端口，0 表示任选
    #[arg(long, default_value_t = 8119)]
    pub port: u16,
    /// 数据文件夹
    #[arg(long, default_value = "data/demo")]
    pub data: PathBuf,
    /// 丢弃已有演示数据，重新生成
    #[arg(long)]
    pub fresh: bool,
    /// 生成数据后即退出
    #[arg(long)]
    pub seed_only: bool,
}

/// 初始化选项
#[derive(Debug, Args)]
pub struct Setup {
    /// 系统管理员登录名
    #[arg(long, default_value = "sysadmin")]
    pub system: String,
    /// 安全管理员登录名
    #[arg(long, default_value = "secadmin")]
    pub security: String,
    /// 审计管理员登录名
    #[arg(long, default_value = "auditor")]
    pub audit: String,
}

/// 工作要点
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// 文档结构，每行一个 JSON 对象
    Outline {
        /// .txt 或 .docx
        file: PathBuf,
    },
    /// 任务，每行一个 JSON 对象
    Tasks {
        /// .txt 或 .docx
        file: PathBuf,
    },
}

/// 台账文件
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// 文件里有哪些表格，每个工作表一个 JSON 对象
    Inspect {
        /// .xlsx、.xls 或 .csv
        file: PathBuf,
    },
    /// 把台账导入场所库：好的行入库，有问题的行写明原因
    Import {
        /// .xlsx、.xls 或 .csv
        file: PathBuf,
        /// 谁的台账，列的对应关系按它记住
        #[arg(long)]
        source: String,
        /// 只检查，不入库
        #[arg(long)]
        dry_run: bool,
        /// 带标记的工作簿写到哪里（.xlsx）
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// 只接受这一区划以内的行（12 位代码），缺省为全市
        #[arg(long)]
        region: Option<RegionCode>,
    },
    /// 把旧台账里已销号的隐患导入为“历史销号·未核验”：不计入本系统的销号数
    ImportClosed {
        /// .xlsx、.xls 或 .csv
        file: PathBuf,
        /// 谁的台账：行按它和原编号认，列的对应关系按它记住
        #[arg(long)]
        source: String,
        /// 列的含义，如 --map 完成时间=销号日期，可写多次
        #[arg(long, value_name = "列名=含义")]
        map: Vec<String>,
        /// 表中没有镇街列时，各行所在的镇街（12 位代码）
        #[arg(long)]
        town: Option<RegionCode>,
        /// 只检查，不导入
        #[arg(long)]
        dry_run: bool,
        /// 带标记的工作簿写到哪里（.xlsx）
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// 判定
#[derive(Debug, Args)]
pub struct Judge {
    /// 版本：2017 或 2025
    #[arg(long)]
    pub edition: Option<String>,
    /// 发现日期
    #[arg(long)]
    pub date: Option<NaiveDate>,
    /// 案例文件（YAML）
    #[arg(long)]
    pub cases: PathBuf,
}

/// 规则包
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// 检查规则包，逐条指出文件和行
    Check {
        /// 规则包所在文件夹（其下每个子文件夹是一个包）
        dir: PathBuf,
    },
}

/// 审计
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// 核验审计链
    Verify {
        /// 另存的锚点文件
        #[arg(long)]
        anchor: Option<PathBuf>,
        /// 同时比对各表现有行
        #[arg(long)]
        rows: bool,
    },
    /// 封存并输出锚点，供异地保存
    Anchor,
}

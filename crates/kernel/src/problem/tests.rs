use serde_json::json;

use super::*;

#[test]
fn each_constructor_has_its_status_code_and_type() {
    for (problem, status, code, kind, title, detail) in [
        (
            Problem::bad_request("无法解析"),
            400,
            "bad_request",
            "/problems/bad-request",
            "请求无法识别",
            "无法解析",
        ),
        (
            Problem::unauthorised(),
            401,
            "unauthorised",
            "/problems/unauthorised",
            "尚未登录",
            "尚未登录或登录已过期\u{ff0c}请先登录",
        ),
        (
            Problem::forbidden("整改人不能核查"),
            403,
            "forbidden",
            "/problems/forbidden",
            "无权操作",
            "整改人不能核查",
        ),
        (
            Problem::not_found("场所"),
            404,
            "not_found",
            "/problems/not-found",
            "未找到",
            "未找到场所\u{ff0c}或您无权查看",
        ),
        (
            Problem::conflict("已办结", json!("closed")),
            409,
            "conflict",
            "/problems/conflict",
            "状态冲突",
            "已办结",
        ),
        (
            Problem::too_large(),
            413,
            "too_large",
            "/problems/too-large",
            "内容过大",
            "提交的内容超过允许的大小",
        ),
        (Problem::invalid(vec![]), 422, "validation", "/problems/validation", "填写有误", "填写内容有误"),
        (
            Problem::too_many(30),
            429,
            "too_many",
            "/problems/too-many",
            "操作过于频繁",
            "操作过于频繁\u{ff0c}请在 30 秒后重试",
        ),
        (
            Problem::internal("a1b2"),
            500,
            "internal",
            "/problems/internal",
            "系统内部错误",
            "系统内部错误\u{ff0c}已记录\u{ff0c}编号 a1b2",
        ),
        (
            Problem::unavailable(),
            503,
            "unavailable",
            "/problems/unavailable",
            "服务暂不可用",
            "服务暂不可用\u{ff0c}请稍后重试",
        ),
    ] {
        let body = problem.clone().into_body();
        assert_eq!((body.status, body.code.as_str(), body.r#type.as_str()), (status, code, kind));
        assert_eq!((body.title.as_str(), body.detail.as_str(), body.hint), (title, detail, None));
        assert_eq!(problem.to_string(), detail);
    }
}

#[test]
fn a_problem_is_one_flat_object_in_json() {
    let problem = Problem::conflict("隐患已办结", json!({"state": "closed"})).hint("请刷新页面");
    let text = r#"{"type":"/problems/conflict","title":"状态冲突","status":409,"detail":"隐患已办结","code":"conflict","hint":"请刷新页面","current":{"state":"closed"}}"#;
    assert_eq!(serde_json::to_string(&problem).unwrap(), text);
    assert_eq!(serde_json::from_str::<Problem>(text).unwrap(), problem);
}

#[test]
fn one_wrong_field_is_the_detail_and_several_are_counted() {
    let one = Problem::invalid(vec![FieldProblem::required("/name")]);
    assert_eq!(one.detail, "必填");
    assert_eq!(
        serde_json::to_value(&one).unwrap()["fields"],
        json!([{"pointer": "/name", "code": "required", "message": "必填"}])
    );
    let two = Problem::invalid(vec![FieldProblem::required("/a"), FieldProblem::new("/b", "range", "过大")]);
    assert_eq!(two.detail, "有 2 处填写有误");
    assert_eq!(
        two.hint("请修改").to_string(),
        "有 2 处填写有误\u{ff1b}/a\u{ff1a}必填\u{ff1b}/b\u{ff1a}过大\u{ff08}请修改\u{ff09}"
    );
}

#[test]
fn further_members_are_read_back_and_never_hide_the_own_ones() {
    let problem = Problem::too_many(30).with("scope", "api").with("status", 200).with("hint", "x");
    assert_eq!(problem.retry_after(), Some(30));
    assert_eq!((problem.status, problem.hint.as_deref()), (429, None));
    assert_eq!(problem.extra.keys().collect::<Vec<_>>(), ["retry_after", "scope"]);
    for key in ["type", "title", "detail", "code", "fields"] {
        assert!(problem.clone().with(key, 1).extra.get(key).is_none(), "{key}");
    }
    assert_eq!(Problem::internal("a1").extra["reference"], "a1");
    assert_eq!(Problem::unavailable().retry_after(), None);
}

#[test]
fn a_narrower_code_brings_its_type_and_members_can_be_set() {
    let mut problem = Problem::bad_request("x").with_code("invalid_cursor");
    assert_eq!(
        (problem.code.as_str(), problem.r#type.as_str()),
        ("invalid_cursor", "/problems/invalid-cursor")
    );
    problem.detail = "翻页标记无效".to_owned();
    assert_eq!(problem.to_string(), "翻页标记无效");
    let error: Box<dyn std::error::Error> = Box::new(problem);
    assert_eq!(error.to_string(), "翻页标记无效");
    assert!(size_of::<Problem>() <= 8);
}

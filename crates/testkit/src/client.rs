//! A browser without a screen: keeps the cookie and the CSRF value, and speaks to the router directly.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// Somebody who sends requests.
#[derive(Debug, Clone)]
pub struct Client {
    router: Router,
    /// Value of the session cookie.
    pub cookie: Option<String>,
    /// Value writes carry.
    pub csrf: Option<String>,
    /// API key, instead of a session.
    pub key: Option<String>,
    /// Where the requests come from.
    pub address: SocketAddr,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Method and path, for messages.
    pub of: String,
    /// Status.
    pub status: u16,
    /// Head.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Bytes,
    /// Body as JSON; null when it is none.
    pub json: Value,
}

impl Reply {
    /// The JSON of a success.
    ///
    /// # Panics
    /// On any other status.
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {} {}", self.of, self.status, self.text());
        self.json
    }

    /// The JSON of an answer that must have this status.
    ///
    /// # Panics
    /// On any other status.
    pub fn status(self, wanted: u16) -> Value {
        assert_eq!(self.status, wanted, "{}: {}", self.of, self.text());
        self.json
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header, empty when absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// One part of a form.
fn part(name: &str, file: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    let mut part =
        format!("--qutu\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes();
    part.extend_from_slice(bytes);
    part.extend_from_slice(b"\r\n");
    part
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
            csrf: None,
            key: None,
            address: SocketAddr::from(([192, 0, 2, 1], 40_000)),
        }
    }

    /// The same browser with nothing but an API key.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { cookie: None, csrf: None, key: Some(key.to_owned()), ..self.clone() }
    }

    /// Sends a request. Paths without `/api/` are below `/api/v1`.
    ///
    /// # Panics
    /// When the request cannot be built or the answer cannot be read.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        head: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let full = if path.starts_with("/api/") || path == "/healthz" || path == "/" {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let of = format!("{method} {full}");
        let mut request = Request::builder().method(method).uri(&full).extension(ConnectInfo(self.address));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("qutu_session={cookie}"));
        }
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        if let Some(key) = &self.key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        for (name, value) in head {
            request = request.header(*name, *value);
        }
        let request = match request.body(body.into()) {
            Ok(request) => request,
            Err(error) => panic!("{of}: {error}"),
        };
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let bytes = match axum::body::to_bytes(body, 64 * 1024 * 1024).await {
            Ok(bytes) => bytes,
            Err(error) => panic!("{of}: {error}"),
        };
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { of, status: parts.status.as_u16(), headers: parts.headers, bytes, json }
    }

    /// Sends JSON with more of a head.
    pub async fn send_json(&self, method: Method, path: &str, head: &[(&str, &str)], body: &Value) -> Reply {
        let head: Vec<(&str, &str)> =
            [("content-type", "application/json")].iter().chain(head).copied().collect();
        self.send(method, path, &head, body.to_string()).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// POST.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send_json(Method::POST, path, &[], &body).await
    }

    /// PUT.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send_json(Method::PUT, path, &[], &body).await
    }

    /// PATCH.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send_json(Method::PATCH, path, &[], &body).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, &[], Body::empty()).await
    }

    /// POST of a form: one file and some fields.
    pub async fn form(&self, path: &str, file: (&str, &[u8]), fields: &[(&str, &str)]) -> Reply {
        let mut body = part("file", Some(file.0), file.1);
        for (name, value) in fields {
            body.extend(part(name, None, value.as_bytes()));
        }
        body.extend_from_slice(b"--qutu--\r\n");
        let head = [("content-type", "multipart/form-data; boundary=qutu")];
        self.send(Method::POST, path, &head, body).await
    }

    fn take(&mut self, reply: &Reply) {
        let cookie = reply.header("set-cookie");
        self.cookie = cookie
            .strip_prefix("qutu_session=")
            .and_then(|rest| rest.split(';').next())
            .filter(|value| !value.is_empty())
            .map(str::to_owned);
        self.csrf = reply.json["csrf_token"].as_str().map(str::to_owned);
    }

    /// Signs in by card.
    ///
    /// # Panics
    /// When that is refused.
    pub async fn enter_by_card(&mut self, login: &str) {
        let reply = self.post("/demo/session", json!({ "login": login })).await;
        assert_eq!(reply.status, 200, "{login}: {}", reply.text());
        self.take(&reply);
    }

    /// Signs in by password; answers what came, and keeps the session of a success.
    pub async fn enter(&mut self, login: &str, password: &str) -> Reply {
        let reply = self.post("/session", json!({ "login": login, "password": password })).await;
        if reply.status == 200 {
            self.take(&reply);
        }
        reply
    }
}

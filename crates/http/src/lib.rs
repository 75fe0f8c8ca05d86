//! The HTTP shell: problem+json, extractors, OpenAPI, security headers, request line.

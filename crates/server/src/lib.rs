//! HTTP: routes, session, problem+json, OpenAPI, configuration

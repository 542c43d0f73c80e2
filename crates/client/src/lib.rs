//! The typed API client, native and WASM

//! What crosses the wire

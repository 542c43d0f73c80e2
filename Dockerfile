# The same binary as `cargo build --release`, with the SPA built by xtask.
FROM rust:1.95-trixie AS construction
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /apart
COPY . .
RUN rustup target add wasm32-unknown-unknown \
 && cargo xtask web --release \
 && cargo build --release --locked

FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 apart
COPY --from=construction /apart/target/release/apart /usr/local/bin/apart
COPY --from=construction /apart/frontend/dist /usr/share/apart
# glibc keeps what threads gave back in up to eight pools a core: two are enough here, and hold less.
ENV APART_LISTEN=0.0.0.0:8080 APART_SPA_DIR=/usr/share/apart MALLOC_ARENA_MAX=2
USER apart
EXPOSE 8080
ENTRYPOINT ["apart"]
CMD ["serve"]

"""Which repositories and files may be mined, and which never?"""
import re

# Reserved for an independent measurement, compared on the repository's name in lower case.
RESERVED = set("""aiohttp fastapi flask httpx model2vec pydantic requests starlette axios express redux gin cobra chi gson
commons-lang jackson-databind guzzle monolog framework sinatra rack rails tokio trpc messagepack-csharp ktor cats alamofire
click serde zod json phoenix axum vitest newtonsoft.json dapper kotlinx.coroutines exposed circe http4s vapor plug ecto
abseil-cpp fmt curl redis libuv bats-core aeson telescope.nvim lazy.nvim zig nvm bash-it pandoc xmonad mini.nvim zls zig-clap
semble""".split())
# Development and test data of the product's own benchmark and tests, and their close relatives.
BENCHMARK = set("""asynq badger beets capacitor composer dracut elixir finagle util hledger image jekyll kafkajs keepass leveldb rocksdb
libevent node-mongodb-native msw ninja okhttp prosody quartz quartznet rustls tmux trio undici vagrant rxjs ws jinja raft rayon jsoup zstd node""".split())
# Kept out of training, to compare models on.
DEVELOPMENT = set("""pallets+werkzeug TanStack+query caddyserver+caddy launchbadge+sqlx mybatis+mybatis-3 puma+puma oban-bg+oban
memcached+memcached kean+Nuke square+okio nunit+nunit typelevel+fs2 thephpleague+flysystem""".split())

EXTENSIONS = {extension: language for language, extensions in {
    "python": "py pyi", "javascript": "js jsx mjs cjs vue", "typescript": "ts tsx mts", "go": "go", "rust": "rs", "java": "java",
    "c": "c h", "cpp": "cc cpp cxx hpp hh", "csharp": "cs", "ruby": "rb rake", "php": "php", "kotlin": "kt kts",
    "swift": "swift", "scala": "scala", "lua": "lua", "haskell": "hs", "elixir": "ex exs", "bash": "sh bash zsh bats",
    "zig": "zig", "dart": "dart", "julia": "jl", "r": "r", "ocaml": "ml", "perl": "pl pm", "clojure": "clj cljc cljs", "sql": "sql",
    "md": "md mdx markdown", "rst": "rst"}.items() for extension in extensions.split()}

# Copies of other projects, machine output, data; and the reserved projects where others carry them under their own names.
BAD_PATH = re.compile(
    r"(^|/)(vendor|vendored|_vendor\w*|third[_-]?party|3rdparty|external|externals|extern|bundled|node_modules|bower_components|dist|build|deps|"
    r"generated|gen|snapshots?|__snapshots__|fixtures?|testdata|test_data|locales?|i18n|translations?|changelogs?|release[_-]?notes|"
    r"snippets_gen|ruff_benchmark/resources|nlohmann|fmtlib|absl|abseil\w*|libuv|hiredis|pydantic|starlette|fastapi|flask|aiohttp|httpx|axios|gson|"
    r"leveldb|rocksdb|libevent|tmux|undici|okhttp3?|finagle|composer|jekyll|rustls|zstd)/|"
    r"(^|/)(json\.hpp|gson|jquery[\w.-]*\.js|axios[\w.-]*\.js|redux[\w.-]*\.js|zod[\w.-]*\.ts)$|"
    r"\.min\.|\.pb\.go|_pb2|\.d\.ts$|\.generated\.|_generated|CHANGELOG|HISTORY\.|CHANGES", re.I)

# Read in this order: the first whose words stand in the licence text names it.
LICENCES = [("", r"GNU (?:AFFERO |LESSER |LIBRARY )?GENERAL PUBLIC|Mozilla Public License|Eclipse Public|Business Source|Server Side Public|Elastic License"),
            ("Apache-2.0", r"Apache License\W+(?:Version|v) ?2|apache\.org/licenses/LICENSE-2\.0"), ("Unlicense", r"This is free and unencumbered"), ("CC0-1.0", r"CC0 1\.0"),
            ("BSL-1.0", r"Boost Software License"), ("Zlib", r"'as-is', without any express"),
            ("MIT", r"Permission is hereby granted, free of charge|MIT License"),
            ("ISC", r"Permission to use, copy, modify, and(?:/or)? distribute this software for any purpose"),
            ("BSD", r"Redistribution and use in source and binary forms|BSD (?:\d-Clause )?License")]


def licence(texts):
    """SPDX-like name of the first permissive licence among the texts, "" where there is none."""
    for text in texts:
        flat = re.sub(r"\s+", " ", text)
        for name, pattern in LICENCES:
            if re.search(pattern, flat, re.I):
                if name:
                    return name
                break
    return ""


def is_excluded(repository):
    """"owner+name" -> may it be used for nothing at all?"""
    return repository.split("+", 1)[1].lower() in RESERVED | BENCHMARK

/** Which files count as tests? Paths of well-known projects. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTestFile } from '../../../src/core/search/isTestFile.ts';

/** As they are in the projects named before the colon. */
const tests: Readonly<Record<string, string>> = {
  react: 'packages/react-dom/src/__tests__/ReactDOMInput-test.js',
  vscode: 'src/vs/base/test/common/arrays.test.ts',
  angular: 'packages/core/test/acceptance/bootstrap_spec.ts',
  nest: 'sample/01-cats-app/e2e/cats/cats.e2e-spec.ts',
  'nest, beside its subject': 'sample/01-cats-app/src/cats/cats.controller.spec.ts',
  cypress: 'packages/driver/cypress/e2e/commands/actions/click.cy.js',
  'jasmine, by its configuration': 'src/PlayerSpec.js',
  node: 'test/parallel/test-http-agent.js',
  'type-fest': 'source/merge.test-d.ts',
  deno: 'std/path/join_test.ts',
  django: 'tests/admin_views/test_actions.py',
  'django, of an app': 'polls/tests.py',
  requests: 'tests/conftest.py',
  cpython: 'Lib/test/test_asyncio/test_tasks.py',
  tensorflow: 'tensorflow/python/ops/array_ops_test.py',
  go: 'src/net/http/server_test.go',
  'go, its data': 'src/go/parser/testdata/issue42951/not_a_file.go/invalid.go',
  spring: 'spring-core/src/test/java/org/springframework/util/StringUtilsTests.java',
  'okhttp, a source set': 'okhttp/src/jvmTest/kotlin/okhttp3/CallTest.kt',
  'android, instrumented': 'app/src/androidTest/java/com/example/LoginRobot.kt',
  'failsafe, integration': 'core/src/it/java/org/example/CheckoutIT.java',
  spock: 'modules/shop/BasketSpec.groovy',
  munit: 'modules/core/shared/ParserSuite.scala',
  aspnetcore: 'src/Http/Routing/test/UnitTests/RouteBuilderTest.cs',
  'eShop, a project': 'src/Ordering.UnitTests/Domain/OrderAggregate.cs',
  'xunit, beside it': 'src/Basket/BasketTests.cs',
  alamofire: 'Tests/SessionTests.swift',
  'xcode, a target': 'ShopUITests/Launch.swift',
  quick: 'Sources/Shop/BasketSpec.swift',
  laravel: 'tests/Integration/Queue/JobChainingTest.php',
  'php-src': 'Zend/closures/closure_001.phpt',
  rails: 'activerecord/test/cases/associations_test.rb',
  rspec: 'spec/rspec/core/runner_spec.rb',
  'rspec, its support': 'spec/support/matchers.rb',
  tokio: 'tokio/tests/sync_mutex.rs',
  'rust, a module': 'library/alloc/src/collections/vec_deque/tests.rs',
  ripgrep: 'crates/core/flags/parse_tests.rs',
  'rust, a crate': 'crates/engine-tests/src/lib.rs',
  chromium: 'base/strings/string_util_unittest.cc',
  valkey: 'src/unit/test_listpack.c',
  llvm: 'llvm/unittests/ADT/DenseMapTest.cpp',
  flutter: 'packages/flutter/test/widgets/scroll_test.dart',
  phoenix: 'test/phoenix/router/routing_test.exs',
  otp: 'lib/stdlib/test/lists_SUITE.erl',
  pandoc: 'test/Tests/Readers/Markdown.hs',
  'hspec, beside it': 'src/Text/ParserSpec.hs',
  busted: 'spec/core_spec.lua',
  julia: 'test/runtests.jl',
  ggplot2: 'tests/testthat/test-scales.R',
  pester: 'src/functions/Mock.Tests.ps1',
  bats: 'scripts/install.bats',
  mojolicious: 't/mojo/url.t',
  cucumber: 'features/checkout.feature',
  robot: 'checks/login.robot',
  terraform: 'modules/network/vpc.tftest.hcl',
  'a fixture of tests': 'test/fixtures/workspace/src/retry.ts',
};

const noTests: readonly string[] = [
  'src/latest.ts', 'src/contest/ContestService.java', 'src/attestation.go', 'lib/protest.rb', 'src/greatest.py', 'fastest/main.rs', 'src/hitTest.ts', 'src/Manifest.cs',
  'packages/jest-circus/src/run.ts', 'starlette/testclient.py', 'spring-test/src/main/java/org/springframework/mock/web/MockHttpServletRequest.java',
  'spring-test/src/main/java/org/springframework/test/context/TestContext.java', 'src/testing/testing.go',
  'pkg/apis/core/PodSpec.java', 'spec/openapi.yaml', 'openapi.spec.json', 'src/main/java/TestimonialController.java', 'docs/specs/format.json', 'src/core/inspect.ts', 'specs.go',
  'src/suite.ts', 'audit.py', 'src/Unit.cs', 'lib/split.js', 'src/BITCase.cs', 'src/kit/exit.java', 'index.ts', '.eslintrc', 'Makefile', 'README.md',
];

test('files are tests by the conventions of their languages', () => {
  assert.deepEqual(Object.entries(tests).filter(([, path]) => !isTestFile(path)), []);
});

test('files whose names merely hold the letters are no tests', () => {
  assert.deepEqual(noTests.filter(isTestFile), []);
});

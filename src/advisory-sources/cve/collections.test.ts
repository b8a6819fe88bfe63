import { expect, it } from 'vitest';
import { purlOfCollection } from './collections.ts';

it.each([
  ['https://repo.maven.apache.org/maven2', 'org.apache.logging.log4j:log4j-core', 'pkg:maven/org.apache.logging.log4j/log4j-core'],
  ['https://mirror.tarn.example/maven2/', 'org.tarn:core', 'pkg:maven/org.tarn/core'],
  ['https://www.npmjs.com/', '@tarn/parser', 'pkg:npm/%40tarn/parser'],
  ['https://registry.npmjs.org', 'parser', 'pkg:npm/parser'],
  ['https://pypi.org/project/', 'Tarn_Core', 'pkg:pypi/tarn-core'],
  ['pkg.go.dev', 'github.com/tarn/core', 'pkg:golang/github.com/tarn/core'],
  ['https://packagist.org/packages', 'tarn/core', 'pkg:composer/tarn/core'],
  ['https://repo.maven.apache.org/maven2', 'log4j-core', null],
  ['https://downloads.tarn.example', 'core', null],
  ['https://npmjs.com.tarn.example', 'core', null],
  ['https://pypi.org', 'the parser', null],
])('%s with %s is %s', (collection, name, purl) => expect(purlOfCollection(collection, name)).toBe(purl));

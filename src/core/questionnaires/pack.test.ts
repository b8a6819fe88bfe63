import { describe, expect, test } from 'vitest';
import { sayIn } from '#contract/dutch/say-in.ts';
import { isProblem } from '../kernel/problem.ts';
import { pointerTo, readPack, requirePack } from './check-pack.ts';
import { textIn } from './pack.ts';
import { questionnairePackJsonSchema } from './pack-schema.ts';

const both = (text: string) => ({ en: text, nl: `${text} (nl)` });
const scaleItem = (id: string, more: object = {}) => ({
  ...{ kind: 'scale', id, text: both(id), area: 'mail', dimension: 'attitude', scale: 'agreement' },
  ...more,
});
const choiceItem = (id: string, more: object = {}) => ({
  ...{ kind: 'choice', id, text: both(id) },
  options: ['yes', 'no'].map((option) => ({ id: option, text: both(option) })),
  ...more,
});
const file = (more: object = {}) => ({
  ...{ $schema: 'urn:cybermetrics:questionnaire-pack:1', id: 'mail-only', version: '1.0.0', licence: 'CC0-1.0', author: 'Us' },
  ...{ languages: ['en', 'nl'], title: both('Mail'), introduction: both('About mail.'), consent: both('You may stop.') },
  areas: [{ id: 'mail', title: both('Mail') }],
  scales: [{ id: 'agreement', labels: ['1', '2', '3', '4', '5'].map(both) }],
  items: [
    choiceItem('uses-mail'),
    scaleItem('m1', { showWhen: { item: 'uses-mail', answerIn: ['yes'] } }),
    scaleItem('m2', { isReversed: true }),
  ],
  ...more,
});
const faultsOf = (given: unknown) => {
  const read = readPack(given);
  return read.kind === 'pack' ? [] : read.faults.map(({ code, pointer }) => [code, pointer]);
};

describe('a pack', () => {
  test('is read with what was left out filled in', () => {
    const pack = requirePack(file());
    expect(pack).toMatchObject({ id: 'mail-only', answeredShareMin: 0.5 });
    expect(pack.items.map((item) => [item.id, item.showWhen])).toEqual([
      ['uses-mail', null],
      ['m1', { item: 'uses-mail', answerIn: ['yes'] }],
      ['m2', null],
    ]);
    expect(pack.items[1]).toMatchObject({ isReversed: false });
  });

  test('speaks the language asked for, or its first', () => {
    const pack = requirePack(file());
    expect(['nl', 'fr', 'constructor'].map((language) => textIn(pack, pack.title, language))).toEqual(['Mail (nl)', 'Mail', 'Mail']);
  });

  test('its schema is JSON Schema 2020-12 under its own name, and asks for nothing that has a value of its own', () => {
    const schema = questionnairePackJsonSchema() as {
      readonly $schema: string;
      readonly $id: string;
      readonly required: readonly string[];
    };
    expect([schema.$schema, schema.$id]).toEqual(['https://json-schema.org/draft/2020-12/schema', 'urn:cybermetrics:questionnaire-pack:1']);
    expect(schema.required).toContain('consent');
    expect(schema.required).not.toContain('answeredShareMin');
  });
});

describe('a faulty pack says where', () => {
  test.each<[string, object, readonly (readonly [string, string])[]]>([
    ['an unknown name', { colour: 'blue' }, [['form-wrong', '']]],
    [
      'a scale of four steps',
      { scales: [{ id: 'agreement', labels: ['1', '2', '3', '4'].map(both) }] },
      [['form-wrong', '/scales/0/labels']],
    ],
    ['a version with two numbers', { version: '1.0' }, [['form-wrong', '/version']]],
    ['a language without its texts', { languages: ['en', 'nl', 'de'], items: [] }, [['form-wrong', '/items']]],
    ['a text that is missing', { title: { en: 'Mail' } }, [['text-missing', '/title']]],
    ['a text in another language', { title: { ...both('Mail'), fr: 'Courrier' } }, [['text-in-unknown-language', '/title/fr']]],
    ['a language twice', { languages: ['en', 'nl', 'en'] }, [['id-repeated', '/languages/2']]],
    ['an item twice', { items: [scaleItem('m1'), scaleItem('m1')] }, [['id-repeated', '/items/1/id']]],
    ['an unknown area', { items: [scaleItem('m1', { area: 'male' })] }, [['reference-unknown', '/items/0/area']]],
    ['an unknown scale', { items: [scaleItem('m1', { scale: 'agree' })] }, [['reference-unknown', '/items/0/scale']]],
    ['a right answer that is none', { items: [choiceItem('c', { rightAnswer: 'maybe' })] }, [['answer-unknown', '/items/0/rightAnswer']]],
    [
      'a counted choice without one',
      { items: [choiceItem('c', { countsFor: 'knows-how-to-report' }), scaleItem('m1')] },
      [['counted-without-answer', '/items/0/countsFor']],
    ],
    ['nothing to count', { items: [choiceItem('c')] }, [['nothing-scored', '/items']]],
    [
      'a condition on what comes later',
      { items: [scaleItem('m1', { showWhen: { item: 'm2', answerIn: [1] } }), scaleItem('m2')] },
      [['condition-forward', '/items/0/showWhen/item']],
    ],
    [
      'a condition on itself',
      { items: [scaleItem('m1', { showWhen: { item: 'm1', answerIn: [1] } })] },
      [['condition-forward', '/items/0/showWhen/item']],
    ],
    [
      'a condition on nothing',
      { items: [scaleItem('m1'), scaleItem('m2', { showWhen: { item: 'm9', answerIn: [1] } })] },
      [['reference-unknown', '/items/1/showWhen/item']],
    ],
    [
      'a condition on an answer that cannot be',
      { items: [choiceItem('c'), scaleItem('m1', { showWhen: { item: 'c', answerIn: ['yes', 'perhaps', 2] } })] },
      [
        ['condition-impossible', '/items/1/showWhen/answerIn/1'],
        ['condition-impossible', '/items/1/showWhen/answerIn/2'],
      ],
    ],
  ])('%s', (_, more, expected) => expect(faultsOf(file(more))).toEqual(expected));

  test('the Problem names the first, its data all, and it is said in Dutch', () => {
    try {
      requirePack(file({ items: [scaleItem('m1', { area: 'male', scale: 'agree' })] }));
      expect.unreachable();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      expect(problem.code).toBe('questionnaire-invalid');
      expect(problem.message).toBe(
        'The questionnaire has 2 faults, the first at /items/0/area: there is no area "male"; the nearest are mail.',
      );
      expect(problem.data).toMatchObject({ faults: [{ pointer: '/items/0/area' }, { pointer: '/items/0/scale' }] });
      expect(sayIn('nl', problem.message)).toBe(
        'De vragenlijst heeft 2 fouten, de eerste bij /items/0/area: er is geen area ‘male’; het meest lijken mail.',
      );
    }
  });

  test('what is no object at all is refused as a whole', () => {
    expect([null, 7, [], 'x'].map(faultsOf)).toEqual([...Array<unknown>(4)].map(() => [['form-wrong', '']]));
  });

  test('names in a pointer are written as RFC 6901 says', () => {
    expect(pointerTo('items', 0, 'a/b~c')).toBe('/items/0/a~1b~0c');
  });
});

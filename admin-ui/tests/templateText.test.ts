import { expect, it } from 'vitest';
import { readTemplate, renderTemplate } from '../src/templates/templateText';

it('fills in variables and leaves those without a value in braces', () => {
  expect(renderTemplate('{name}您好，{科室}{{必填}}', { name: '张三' })).toBe('张三您好，{科室}{必填}');
});

it.each(['{', '}', '{}', '{a b}', `{${'a'.repeat(33)}}`])('refuses %s', (source) => {
  expect(readTemplate(source)).toBeUndefined();
});

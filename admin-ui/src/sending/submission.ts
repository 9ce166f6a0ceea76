import type { SendingRules, SubmitRequest, TemplateView } from '../api/types';
import { renderTemplate } from '../templates/templateText';
import { isoAtHospital } from '../wording/time';
import type { SendValues } from './draft';
import type { Recipients } from './recipients';
import { clean, compose, countSegments } from './segments';

export interface Composition {
  /** The text as the handset shows it, as far as this page knows. */
  text: string;
  segments: number;
}

/** The text that the form makes so far. */
export function composeText(
  values: Partial<SendValues>,
  template: TemplateView | undefined,
  rules: SendingRules | undefined,
): Composition {
  const content =
    values.source === 'template'
      ? template
        ? renderTemplate(template.text, values.variables ?? {})
        : ''
      : (values.content ?? '');
  const suffix = rules?.lanes.find(({ lane }) => lane === values.lane)?.suffix;
  const signature = values.signature?.trim() || rules?.defaultSignature;
  // An empty message is not made up of signature and suffix alone.
  const text = clean(content).trim() === '' ? '' : compose(signature, content, suffix);
  return { text, segments: countSegments(text) };
}

/** The request that the form makes, without a clientId. */
export function requestOf(values: SendValues, recipients: Recipients): SubmitRequest {
  const signature = values.signature?.trim();
  return {
    lane: values.lane,
    to: recipients.numbers,
    ...(signature ? { signature } : {}),
    ...(values.source === 'template'
      ? { templateId: values.templateId ?? '', variables: givenOnly(values.variables ?? {}) }
      : { content: values.content ?? '' }),
    ...(values.timing === 'later' && values.scheduledAt
      ? { scheduledAt: isoAtHospital(values.scheduledAt) }
      : {}),
  };
}

function givenOnly(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

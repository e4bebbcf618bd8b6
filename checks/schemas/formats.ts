/** 2³¹: an int32 lies in [-2³¹, 2³¹). */
const int32Bound = 2 ** 31;
const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** The formats that the extraction keeps. */
export const formats = {
  int32: { type: 'number', validate: (value: number) => value >= -int32Bound && value < int32Bound },
  byte: { type: 'string', validate: (text: string) => base64.test(text) },
  'date-time': { type: 'string', validate: (text: string) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)) },
} as const;

/** What each asks for, in words. */
export const formatWords: Readonly<Record<string, string>> = {
  int32: 'must be an integer of 32 bits',
  byte: 'must be base64',
  'date-time': 'must be a time like 2026-01-31T15:04:05Z',
} satisfies Record<keyof typeof formats, string>;

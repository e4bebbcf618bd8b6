/** Annotation of a CronJob that must succeed; the alert CronJobTooOld holds it to that. */
export const expectedSuccessAnnotation = 'platform.o4g/expected-success';

/**
 * How often a CronJob must succeed, with the greatest age of its last success in seconds: the period, and room for the run and one
 * late start. PromQL cannot turn an annotation into a number, which is why these are classes; alerts/cronjobs.yaml holds the same.
 */
export const expectedSuccess = {
  hourly: 2 * 3600,
  daily: 26 * 3600,
  weekly: 8 * 86400,
  monthly: 32 * 86400,
} as const;

export type ExpectedSuccess = keyof typeof expectedSuccess;

export const expectedSuccessAnnotations = (period: ExpectedSuccess): Record<string, string> => ({ [expectedSuccessAnnotation]: period });

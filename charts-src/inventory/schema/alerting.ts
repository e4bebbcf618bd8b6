/** Where alerts go. The targets' secrets are never here: they are keys of the Secret alertmanager-secrets. */
export const alertingSchema = {
  type: 'object',
  description: 'Receivers of alerts.',
  additionalProperties: false,
  required: ['email', 'deadMansSwitch'],
  properties: {
    slackChannel: {
      type: 'string',
      pattern: '^#[a-z0-9_-]{1,79}$',
      description: 'Slack channel; its webhook URL is the secret slack-webhook-url. Absent: nothing is sent to Slack.',
    },
    email: {
      type: 'object',
      description: 'Mail for what needs a person.',
      additionalProperties: false,
      required: ['to', 'from', 'smarthost'],
      properties: {
        to: { type: 'string', format: 'email', maxLength: 254, description: 'Receiver.' },
        from: { type: 'string', format: 'email', maxLength: 254, description: 'Sender.' },
        smarthost: {
          type: 'string',
          pattern: '^[a-z0-9.-]+:(25|465|587|2525)$',
          description: 'SMTP server with port; user and password are secrets.',
        },
      },
    },
    deadMansSwitch: {
      type: 'boolean',
      description: 'Send the always-firing Watchdog to the external service at the secret dead-mans-switch-url, which calls when it stops.',
    },
  },
} as const;

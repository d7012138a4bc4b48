import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces of failures travel inside an encoded payload, so that the codec covers them too. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

// Plain CommonJS: the SDK loads it by `require`, in the worker, in clients, and inside the workflow bundle.
const { DefaultFailureConverter } = require('@temporalio/common');

/** A codec alone leaves messages and stack traces of failures in clear. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

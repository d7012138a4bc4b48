import { z } from '@hono/zod-openapi';

/** What a person chooses. */
export const newPassword = z.string().min(12).max(200);

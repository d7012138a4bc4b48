import { expect, it } from 'vitest';
import { detailsPage } from './temporal-details.ts';

it('shows paragraphs and bold of our own details', () => {
  expect(detailsPage('**Bước 5** (zoning) · đang mở\n\nHết hạn: 00:00 31/5/2023')).toContain('<p><strong>Bước 5</strong> (zoning) · đang mở</p><p>Hết hạn: 00:00 31/5/2023</p>');
});

it('shows anything else as text', () => {
  expect(detailsPage('<script>alert("1")</script> & **<b>**')).toContain('<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; <strong>&lt;b&gt;</strong></p>');
});

import { both, field, intake, placeCode, placeKindChoices, schoolCode, validFrom, year } from './sheet-fields.ts';
import type { SheetSpec } from './sheet.ts';

const kindHelp = both('Chọn trong danh sách.', 'Choose from the list.');

/** HP-2023 step 2, form M1: places that a school proposes for the catalogue. */
export const m1Sheet: SheetSpec = {
  kind: 'm1', title: both('Mẫu M1: địa danh đề nghị bổ sung', 'Form M1: places proposed'), version: 1, key: ['communeName', 'placeName'],
  fields: [
    field('communeName', 'text', both('Phường, xã', 'Ward or commune'), both('Tên phường, xã, thị trấn mà địa danh thuộc về.', 'The ward or commune that it belongs to.'), { required: true, width: 24, aliases: ['Xã/Phường', 'Phường/Xã', 'Phường, xã, thị trấn'] }),
    field('placeKind', 'choice', both('Loại', 'Kind'), kindHelp, { required: true, choices: placeKindChoices.filter((one) => one.value === 'hamlet' || one.value === 'group'), width: 16, aliases: ['Loại địa danh'] }),
    field('placeName', 'text', both('Tên tổ, thôn, khu phố', 'Name of group, hamlet or quarter'), both('Ví dụ Tổ 7 hoặc Thôn Đông.', 'E.g. Tổ 7 or Thôn Đông.'), { required: true, width: 24, aliases: ['Tổ/Thôn', 'Tổ, thôn, khu phố', 'Tên địa danh'] }),
    field('pupils', 'integer', both('Số học sinh cuối cấp', 'Final-year pupils'), both('Số em của trường đang ở đó.', 'Pupils of the school who live there.'), { width: 12, aliases: ['Số học sinh', 'Số em'] }),
  ],
};

/** The catalogue itself, kept by the middle tier. */
export const placesSheet: SheetSpec = {
  kind: 'places', title: both('Danh mục địa danh', 'Catalogue of places'), version: 1, key: ['code'],
  fields: [
    field('code', 'code', both('Mã địa danh', 'Place code'), both('Để trống với địa danh mới, hệ thống sẽ đặt mã.', 'Empty for a new place: a code is made.'), { width: 18, aliases: ['Mã'] }),
    field('scheme', 'choice', both('Theo địa giới năm', 'Boundaries of'), both('2023: có quận, huyện. 2025: chỉ có xã, phường.', '2023: with districts. 2025: communes only.'), { choices: ['2023', '2025'].map((value) => ({ value, label: both(value, value) })), width: 10, aliases: ['Địa giới'] }),
    field('kind', 'choice', both('Loại', 'Kind'), kindHelp, { required: true, choices: placeKindChoices, width: 18, aliases: ['Loại địa danh', 'Cấp'] }),
    field('name', 'text', both('Tên', 'Name'), both('Tên đầy đủ, ví dụ Tổ 7, Thôn Đông, Phường Lạch Tray.', 'Full name.'), { required: true, width: 26, aliases: ['Tên địa danh'] }),
    field('parentCode', 'code', both('Mã cấp trên', 'Parent code'), both('Mã của phường, xã chứa địa danh này.', 'Code of the ward or commune above.'), { width: 18, aliases: ['Thuộc', 'Mã cha'] }),
    validFrom,
  ],
};

/** Seats by school and intake (HP-2023 step 5), with criteria and papers (LA-2022). */
export const quotasSheet: SheetSpec = {
  kind: 'quotas', title: both('Chỉ tiêu tuyển sinh', 'Quotas'), version: 1, key: ['year', 'intake', 'schoolCode'],
  fields: [
    year, intake, schoolCode(true),
    field('seats', 'integer', both('Chỉ tiêu', 'Seats'), both('Số học sinh được tuyển.', 'Pupils to be admitted.'), { required: true, width: 10, aliases: ['Số chỉ tiêu', 'Chỉ tiêu tuyển sinh'] }),
    field('classes', 'integer', both('Số lớp', 'Classes'), both('Số lớp sẽ mở.', 'Classes to be opened.'), { required: true, width: 8, aliases: ['Số lớp dự kiến'] }),
    field('criteria', 'text', both('Tiêu chí', 'Criteria'), both('Đối tượng và điều kiện tuyển.', 'Who may be admitted.'), { width: 40, aliases: ['Tiêu chí tuyển sinh'] }),
    field('papers', 'text', both('Giấy tờ phải nộp', 'Papers'), both('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'), { width: 40, aliases: ['Hồ sơ', 'Giấy tờ'] }),
  ],
};

/** Which school a place belongs to (HP-2023 step 5). */
export const zonesSheet: SheetSpec = {
  kind: 'zones', title: both('Tuyến tuyển sinh', 'Zones'), version: 1, key: ['year', 'intake', 'placeCode', 'schoolCode'],
  fields: [year, intake, placeCode(true), schoolCode(true), validFrom, field('note', 'text', both('Ghi chú', 'Note'), both('Ví dụ tuyến chung của hai trường.', 'E.g. shared by two schools.'), { width: 30 })],
};

import { roles } from './policy.ts';
import type { Role } from './policy.ts';
import { both, field } from './sheet-fields.ts';
import type { SheetSpec } from './sheet.ts';

const roleNames = {
  admin: both('Quản trị Sở', 'Administrator'), leader: both('Lãnh đạo', 'Leader'), officer: both('Chuyên viên', 'Officer'), operator: both('Vận hành hệ thống', 'Operator'),
  principal: both('Hiệu trưởng', 'Principal'), clerk: both('Văn thư', 'Clerk'), 'homeroom-teacher': both('Giáo viên chủ nhiệm', 'Homeroom teacher'),
} as const satisfies Record<Role, unknown>;

/** Accounts of people; passwords are set by the people themselves. */
export const staffSheet: SheetSpec = {
  kind: 'staff', title: both('Cán bộ, giáo viên', 'Staff'), version: 1, key: ['username'],
  fields: [
    field('username', 'code', both('Tên đăng nhập', 'User name'), both('Chữ thường, không dấu, ví dụ s0001.vanthu.', 'Lower case, e.g. s0001.vanthu.'), { required: true, width: 20, aliases: ['Tài khoản'] }),
    field('name', 'name', both('Họ và tên', 'Name'), both('Họ và tên đầy đủ.', 'Full name.'), { required: true, width: 26, aliases: ['Họ tên', 'Họ tên cán bộ'] }),
    field('email', 'email', both('Thư điện tử', 'E-mail'), both('Để nhận việc và đặt lại mật khẩu.', 'For work and password resets.'), { required: true, width: 28, aliases: ['Email', 'E-mail'] }),
    field('phone', 'phone', both('Điện thoại', 'Phone'), both('Để trống nếu không có.', 'Empty if none.'), { width: 14, aliases: ['SĐT', 'Số điện thoại'] }),
    field('unitCode', 'code', both('Mã đơn vị', 'Unit code'), both('Mã của trường, Phòng hoặc xã, ví dụ S0001.', 'Code of the school or office.'), { required: true, width: 12, aliases: ['Mã trường', 'Đơn vị'] }),
    field('role', 'choice', both('Vai trò', 'Role'), both('Chọn trong danh sách.', 'Choose from the list.'), { required: true, choices: roles.map((value) => ({ value, label: roleNames[value] })), width: 20, aliases: ['Chức vụ'] }),
    field('className', 'text', both('Lớp chủ nhiệm', 'Homeroom class'), both('Chỉ với giáo viên chủ nhiệm.', 'Homeroom teachers only.'), { width: 12, aliases: ['Lớp'] }),
  ],
};

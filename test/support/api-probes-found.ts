import { randomUUID } from 'node:crypto';
import { districtOf, schoolOf } from './api-fixtures.ts';
import type { Probe } from './api-probes.ts';

const child = () => ({
  fullName: 'Trần Thị Mây', birthDate: '2017-04-09', sex: 'female', ethnicity: 'Kinh', birthPlace: 'Hải Phòng', permanentAddress: 'Thôn 3', currentAddress: 'Thôn 3',
  guardianName: `Trần Văn ${['Gió', 'Núi', 'Sông'][Math.floor(Math.random() * 3)]}`, guardianPhone: `09${String(Math.random()).slice(2, 10)}`,
});

/** Children on no school's list: they stand under a middle unit. */
export const foundChildProbes: Record<string, Probe> = {
  'get /api/found-children': { kind: 'list', call: () => ({ path: '/api/found-children' }) },
  'post /api/found-children': { call: () => ({ path: '/api/found-children', body: child() }) },
  'post /api/found-children/{id}/enrol': {
    target: (scene, side) => ({ unitPath: scene.world.units[districtOf[side]]?.path ?? '' }),
    call: async ({ world }, side) => {
      const id = randomUUID();
      const unit = world.units[districtOf[side]];
      await world.sql.query(
        `insert into pupils (id, code, full_name, folded, sort_key, birth_date, sex, ethnicity, birth_place, permanent_address, current_address, guardian_name, guardian_phone, school_id, school_path, class_name, cohort)
         values ($1, $2, 'Mây', 'may', 'Mây', '2017-04-09', 'female', 'Kinh', 'Hải Phòng', 'a', 'a', 'b', '0912345678', $3, $4, '', 'kindergarten-5')`,
        [id, `TD-${id.slice(0, 8)}`, unit?.id, unit?.path],
      );
      return { path: `/api/found-children/${id}/enrol`, body: { schoolId: world.units[schoolOf[side]]?.id, className: 'Lớn 1', version: 1 } };
    },
  },
};

-- Reads cells of two read models, and whether both are at the same position, all in one step.
-- ARGV: live prefix, fresh prefix, numbers of issuance and of usage partitions, then for each cell: key without prefix, kind (s, h, z), member.
-- Returns 1 or 0 for the positions, then live and fresh value of each cell.
local function value(prefix, key, kind, member)
  local found
  if kind == 's' then
    found = redis.pcall('GET', prefix .. key)
  elseif kind == 'h' then
    found = redis.pcall('HGET', prefix .. key, member)
  else
    found = redis.pcall('ZSCORE', prefix .. key, member)
  end
  return type(found) == 'table' and '(wrong type)' or found
end

local answer = { is_at_same_position() and '1' or '0' }
for i = 5, #ARGV, 3 do
  answer[#answer + 1] = value(ARGV[1], ARGV[i], ARGV[i + 1], ARGV[i + 2])
  answer[#answer + 1] = value(ARGV[2], ARGV[i], ARGV[i + 1], ARGV[i + 2])
end
return answer

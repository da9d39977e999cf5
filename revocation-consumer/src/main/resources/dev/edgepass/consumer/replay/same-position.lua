-- Of scripts with ARGV: live prefix, fresh prefix, numbers of issuance and of usage partitions...
local function position(prefix)
  local at = {
    redis.call('HGET', prefix .. 'control', 'position') or '0',
    redis.call('HGET', prefix .. 'words', 'position') or '0',
  }
  for partition = 0, tonumber(ARGV[3]) - 1 do
    at[#at + 1] = redis.call('HGET', prefix .. 'issuance', tostring(partition)) or '0'
  end
  for partition = 0, tonumber(ARGV[4]) - 1 do
    at[#at + 1] = redis.call('HGET', prefix .. 'usage', tostring(partition)) or '0'
  end
  return table.concat(at, ' ')
end

local function is_at_same_position()
  return position(ARGV[1]) == position(ARGV[2])
end


-- Reads what a batch builds upon, in one step with the position.
-- KEYS[1] position hash, KEYS[2] handle hash, KEYS[3] hash of active revocations, KEYS[4] key hash, KEYS[5..] strings;
-- ARGV: number of handles, number of handles whose active revocations are wanted, those handles, those handles, kids...
-- Returns the position, then the values in the order: handles, active revocations, kids, strings.
local AT_ONCE = 2000
local values = { redis.call('HGET', KEYS[1], 'position') or '0' }

local function append(found)
  for i = 1, #found do
    values[#values + 1] = found[i]
  end
end

local function fields(key, first, last)
  for i = first, last, AT_ONCE do
    append(redis.call('HMGET', key, unpack(ARGV, i, math.min(i + AT_ONCE - 1, last))))
  end
end

local handles = 2 + tonumber(ARGV[1])
local active = handles + tonumber(ARGV[2])
fields(KEYS[2], 3, handles)
fields(KEYS[3], handles + 1, active)
fields(KEYS[4], active + 1, #ARGV)
for i = 5, #KEYS, AT_ONCE do
  append(redis.call('MGET', unpack(KEYS, i, math.min(i + AT_ONCE - 1, #KEYS))))
end
return values

-- Reads what a batch builds upon, in one step with the position.
-- KEYS[1] position hash, KEYS[2] handle hash, KEYS[3] key hash, KEYS[4..] strings; ARGV: number of handles, handles..., kids...
-- Returns the position, then the values in the order: handles, kids, strings.
local values = { redis.call('HGET', KEYS[1], 'position') or '0' }
local handles = tonumber(ARGV[1])
for i = 2, #ARGV do
  values[#values + 1] = redis.call('HGET', i <= handles + 1 and KEYS[2] or KEYS[3], ARGV[i])
end
for i = 4, #KEYS do
  values[#values + 1] = redis.call('GET', KEYS[i])
end
return values

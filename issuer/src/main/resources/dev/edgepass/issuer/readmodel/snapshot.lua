-- Position, one share link, and handle states in one step.
-- KEYS: control hash, handle hash, link; ARGV: handles. Returns {position, link, states...}; a missing value is false.
local answer = { redis.call('HGET', KEYS[1], 'position'), redis.call('GET', KEYS[3]) }
-- By portions: Lua's stack holds about 8,000 arguments.
for from = 1, #ARGV, 5000 do
  local states = redis.call('HMGET', KEYS[2], unpack(ARGV, from, math.min(from + 4999, #ARGV)))
  for i = 1, #states do
    answer[from + i + 1] = states[i]
  end
end
return answer

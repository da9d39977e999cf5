-- Position, the signing key in use, share links and handle states in one step.
-- KEYS: control hash, handle hash, signing keys, links...; ARGV: handles.
-- Returns {position, active kid, links..., states...}; a missing value is false. The active kid is '' where none is in use, false where the log has named none.

-- Of a read model that an older consumer wrote: the newest of those in use.
local function newest_active()
  local kid, newest, any = '', -1, false
  for _, text in ipairs(redis.call('HVALS', KEYS[3])) do
    local key = cjson.decode(text)
    any = true
    if key.state == 'active' and key.position > newest then
      kid, newest = key.kid, key.position
    end
  end
  return any and kid
end

local at = redis.call('HMGET', KEYS[1], 'position', 'activeKid')
local answer = { at[1], at[2] or newest_active() }
for i = 4, #KEYS do
  answer[i - 1] = redis.call('GET', KEYS[i])
end
-- By portions: Lua's stack holds about 8,000 arguments.
for from = 1, #ARGV, 5000 do
  local states = redis.call('HMGET', KEYS[2], unpack(ARGV, from, math.min(from + 4999, #ARGV)))
  for i = 1, #states do
    answer[#KEYS - 1 + from + i - 1] = states[i]
  end
end
return answer

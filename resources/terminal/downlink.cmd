@echo off
rem Options that are meant for another Node are not for this one; compiled code is kept where the
rem user may write.
setlocal
set NODE_OPTIONS=
set NODE_COMPILE_CACHE=%LOCALAPPDATA%\Downlink\compiled
"%~dp0node.exe" "%~dp0out\main\downlink.js" %*

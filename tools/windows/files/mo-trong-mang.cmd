@echo off
rem The same as mo-danvan.cmd, open to other machines of the local network too: units open their links.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
pushd "%~dp0" || exit /b 1
if not exist .venv\Scripts\danvan.exe call cai-dat.cmd /q
if not exist .venv\Scripts\danvan.exe exit /b 1
if not exist dan-van mkdir dan-van || goto failed
type loi-nhac\dang-mo.txt
.venv\Scripts\danvan web --lan --workspace dan-van || goto failed
popd
exit /b 0

:failed
popd
pause
exit /b 1

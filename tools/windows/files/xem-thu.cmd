@echo off
rem Opens the page of the example year in the folder "danvan-demo" beside this file.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
pushd "%~dp0" || exit /b 1
if not exist .venv\Scripts\danvan.exe call cai-dat.cmd /q
if not exist .venv\Scripts\danvan.exe exit /b 1
type loi-nhac\dang-mo.txt
.venv\Scripts\danvan web --demo || goto failed
popd
exit /b 0

:failed
popd
pause
exit /b 1

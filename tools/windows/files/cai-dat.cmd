@echo off
rem Installs danvan into the folder .venv beside this file, without a network.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
pushd "%~dp0" || exit /b 1
if not exist wheelhouse goto packed
set "PYTHON="
for %%v in (3.14 3.13 3.12 3.11) do if not defined PYTHON (
    py -%%v -c "import platform, sys; sys.exit(platform.machine() != 'AMD64' or sys.maxsize < 2**32)" >nul 2>nul && set "PYTHON=py -%%v"
)
if not defined PYTHON goto missing
type loi-nhac\dang-cai.txt
%PYTHON% -m venv --clear .venv || goto failed
.venv\Scripts\python -m pip install -q --disable-pip-version-check --no-index --find-links wheelhouse -c constraints.txt danvan || goto failed
.venv\Scripts\danvan --version || goto failed
type loi-nhac\cai-xong.txt
popd
if not "%~1"=="/q" pause
exit /b 0

:packed
echo Hay giai nen tep .zip ra mot thu muc (bam chuot phai, chon Extract All), roi chay lai.
pause
exit /b 1

:missing
type loi-nhac\thieu-python.txt
popd
pause
exit /b 1

:failed
type loi-nhac\cai-loi.txt
popd
pause
exit /b 1

; makensis /DNAME= /DTITLE= /DVERSION= /DFOLDER= /DFILE= [/DSIGN] installer.nsi
Unicode true
SetCompressor /SOLID lzma
Name "${TITLE}"
OutFile "${FILE}"
; For one user: no administrator is asked for.
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"

!ifdef SIGN
  !define SIGNTOOL 'signtool sign /fd sha256 /f "$%WINDOWS_CERTIFICATE_FILE%" /p "$%WINDOWS_CERTIFICATE_PASSWORD%" "%1"'
  !finalize '${SIGNTOOL}'
  !uninstfinalize '${SIGNTOOL}'
!endif

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\downlink-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
SectionEnd

; An operator's data lies elsewhere, and stays.
Section Uninstall
  RMDir /r "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd

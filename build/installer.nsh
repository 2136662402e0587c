; What is special to this program in the (un)installer that electron-builder makes.
; Drafts lie in %LOCALAPPDATA%\jixiao-form (electron/storage/data-folder.ts), or in a folder `data` beside
; the program. They belong to the person: an upgrade never touches them and never asks; removing the program
; keeps them unless the person asks to have them removed too: by answering the question, or, for an IT
; department, by electron-builder's own word: "Uninstall 绩效目标填报.exe" /S --delete-app-data

!define DRAFT_FILE "Software\Classes\绩效目标填报草稿包"

!macro customInstall
  ; electron-builder leaves the program's path without quotes, and the words of the menu in English.
  WriteRegStr SHELL_CONTEXT "${DRAFT_FILE}\shell\open" "" "用${PRODUCT_NAME}打开"
  WriteRegStr SHELL_CONTEXT "${DRAFT_FILE}\shell\open\command" "" '"$appExe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, i 0, i 0)'

  ; It keeps a copy of the whole installer too, for updates over the network; there are none.
  SetShellVarContext current
  Delete "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  RMDir "$LOCALAPPDATA\jixiao-form-updater"
  ${if} $installMode == "all"
    SetShellVarContext all
  ${endIf}
!macroend

!macro askToRemoveDrafts FOLDER
  ${if} ${FileExists} "${FOLDER}\*.*"
    ${if} $R9 == "remove"
      RMDir /r "${FOLDER}"
    ${elseif} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "您填报的草稿和备份保存在：$\r$\n${FOLDER}$\r$\n$\r$\n是否连同这些草稿一起删除？删除后无法恢复。$\r$\n$\r$\n选“否”保留草稿，以后重新安装本程序仍可继续填报。" /SD IDNO IDYES`
      RMDir /r "${FOLDER}"
    ${endIf}
  ${endIf}
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    StrCpy $R9 "ask"
    ${GetParameters} $R8
    ClearErrors
    ${GetOptions} $R8 "--delete-app-data" $R8
    ${ifNot} ${Errors}
      StrCpy $R9 "remove"
    ${endIf}
    ; The data is always the current user's own, also where the program was installed for all users.
    SetShellVarContext current
    !insertmacro askToRemoveDrafts "$LOCALAPPDATA\jixiao-form"
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endIf}
    !insertmacro askToRemoveDrafts "$INSTDIR\data"
  ${endIf}
!macroend

; Only what was installed, by upgrades too. electron-builder would remove the folder with all that is in it.
!macro customRemoveFiles
  SetOutPath $TEMP
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\locales"
  Delete "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  Delete "$INSTDIR\${UNINSTALL_FILENAME}"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*.pak"
  Delete "$INSTDIR\*.bin"
  Delete "$INSTDIR\icudtl.dat"
  Delete "$INSTDIR\vk_swiftshader_icd.json"
  Delete "$INSTDIR\LICENSE*"
  Delete "$INSTDIR\version"
  RMDir "$INSTDIR"
!macroend

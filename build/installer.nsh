; What is special to this program in the (un)installer that electron-builder makes.
; Drafts lie in %LOCALAPPDATA%\jixiao-form (electron/storage/data-folder.ts) and belong to the person:
; they stay unless the person asks to have them removed; an upgrade never asks.

!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; The data is always the current user's own, also where the program was installed for all users.
    SetShellVarContext current
    ${if} ${FileExists} "$LOCALAPPDATA\jixiao-form\*.*"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "您填报的草稿和备份保存在：$\r$\n$LOCALAPPDATA\jixiao-form$\r$\n$\r$\n是否连同这些草稿一起删除？删除后无法恢复。$\r$\n$\r$\n选“否”保留草稿，以后重新安装本程序仍可继续填报。" /SD IDNO IDYES removeDrafts IDNO keepDrafts
      removeDrafts:
        RMDir /r "$LOCALAPPDATA\jixiao-form"
      keepDrafts:
    ${endIf}
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endIf}
  ${endIf}
!macroend

using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Tests.Settings;

public sealed class ModuleCommandTests
{
    [Theory]
    [InlineData("gpi", "gpi")]
    [InlineData("  gpi   --fast  ", "gpi|--fast")]
    [InlineData("python3 \"/opt/my analysis/gpi.py\" --name 'it is'", "python3|/opt/my analysis/gpi.py|--name|it is")]
    [InlineData("gpi --empty \"\" --quote '\"'", "gpi|--empty||--quote|\"")]
    [InlineData(@"C:\tools\gpi.exe -x", @"C:\tools\gpi.exe|-x")]
    [InlineData("gpi; rm -rf $HOME * && x", "gpi;|rm|-rf|$HOME|*|&&|x")]
    [InlineData("gpi --a='b c'd", "gpi|--a=b cd")]
    public void Parse_Command_IsSplitWithoutAShell(string text, string parts)
    {
        var command = ModuleCommand.Parse(text).Value;
        string.Join('|', [command.Program, .. command.Arguments]).ShouldBe(parts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("''")]
    [InlineData("gpi 'open")]
    [InlineData("gpi \"open'")]
    [InlineData("gpi\nrm")]
    public void Parse_NoCommand_IsRefused(string? text) => ModuleCommand.Parse(text).IsOk.ShouldBeFalse();
}

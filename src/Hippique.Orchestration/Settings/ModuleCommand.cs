using System.Text;
using Hippique.Racing;

namespace Hippique.Orchestration.Settings;

/// <summary>
/// The user's own analysis as <c>GPI_MODULE</c> names it: a program and its first arguments. No shell reads it, so <c>;</c>, <c>$</c> and <c>*</c> are plain characters.
/// </summary>
public sealed record ModuleCommand
{
    private ModuleCommand(string program, IReadOnlyList<string> arguments) => (Program, Arguments) = (program, arguments);

    /// <summary>A path, or a name that is looked for in <c>PATH</c>.</summary>
    public string Program { get; }
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>
    /// Splits at spaces; single or double quotes hold a part with spaces together (<c>python3 "/opt/my analysis/gpi.py"</c>). A backslash is a plain character, as in a path
    /// of Windows.
    /// </summary>
    public static ParseResult<ModuleCommand> Parse(string? text)
    {
        if (text is null || text.Any(char.IsControl))
            return ParseResult<ModuleCommand>.Fail($"a command on one line is expected");
        var parts = new List<string>();
        var part = new StringBuilder();
        var (started, quote) = (false, '\0');
        foreach (var character in text)
        {
            if (quote == '\0' && character is '"' or '\'')
                (started, quote) = (true, character);
            else if (character == quote)
                quote = '\0';
            else if (quote == '\0' && character == ' ')
                Finish();
            else
            {
                part.Append(character);
                started = true;
            }
        }
        if (quote != '\0')
            return ParseResult<ModuleCommand>.Fail($"a quote {quote} is opened and never closed");
        Finish();
        return parts.Count > 0 && parts[0].Length > 0
            ? ParseResult<ModuleCommand>.Ok(new ModuleCommand(parts[0], parts[1..]))
            : ParseResult<ModuleCommand>.Fail($"the command is empty");

        void Finish()
        {
            if (started)
                parts.Add(part.ToString());
            part.Clear();
            started = false;
        }
    }

    /// <summary>The file to start; null if there is none. The working folder is searched only for a name with a slash, as shells do.</summary>
    internal string? Find()
    {
        if (Program.Contains('/') || Program.Contains(Path.DirectorySeparatorChar))
            return File.Exists(Program) ? Path.GetFullPath(Program) : null;
        return InPath(Program);
    }

    internal static string? InPath(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathFullyQualified(folder))
                continue;
            foreach (var ending in endings)
                if (Path.Combine(folder, name + ending) is var file && File.Exists(file))
                    return file;
        }
        return null;
    }
}

using Hippique.Racing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hippique.Gpi.Rules;

/// <summary>Reads a whole YAML file of keys into a value, with all of its errors at once.</summary>
internal static class YamlFile
{
    public static ParseResult<T> Read<T>(string file, string text, Func<YamlTable, T> build)
    {
        YamlMappingNode? root;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            root = stream.Documents is [{ RootNode: YamlMappingNode mapping }] ? mapping : null;
        }
        catch (YamlException e)
        {
            // Untrusted text: a file that a user wrote.
            return ParseResult<T>.Fail($"{file}:{e.Start.Line}: yaml: one document of keys and values ({Problem.Verbatim(e.Message)})");
        }
        if (root is null)
            return ParseResult<T>.Fail($"{file}:1: yaml: one document of keys and values");
        var errors = new List<Problem>();
        var table = new YamlTable(file, "", root, errors);
        var value = build(table);
        table.Done();
        return errors.Count == 0 ? ParseResult<T>.Ok(value) : ParseResult<T>.Fail(Problem.All(errors));
    }
}

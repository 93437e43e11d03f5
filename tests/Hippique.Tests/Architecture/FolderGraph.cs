using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hippique.Tests.Architecture;

/// <summary>Which folders (namespaces) of an assembly refer to which, read from its types, signatures and code. What the compiler made belongs to the type that it was made for.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _references = new(StringComparer.Ordinal);
    private readonly string _project;

    public FolderGraph(string project)
    {
        _project = project;
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
        foreach (var type in assembly.MainModule.GetTypes())
            Read(type);
    }

    public IReadOnlyCollection<string> Folders => _references.Keys;

    /// <summary>The folders that refer to each other in a circle, each circle in ordinal order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var reach = Folders.ToDictionary(folder => folder, Reachable);
        return
        [
            .. Folders
                .Where(folder => reach[folder].Contains(folder))
                .GroupBy(folder => string.Join(' ', Folders.Where(other => reach[folder].Contains(other) && reach[other].Contains(folder))))
                .Select(circle => circle.ToList()),
        ];
    }

    private HashSet<string> Reachable(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>(_references[from]);
        while (next.TryPop(out var folder))
        {
            if (reached.Add(folder))
            {
                foreach (var other in _references[folder])
                    next.Push(other);
            }
        }
        return reached;
    }

    private void Read(TypeDefinition type)
    {
        if (FolderOf(type) is not { } folder)
            return;
        Add(folder, type.BaseType);
        foreach (var implemented in type.Interfaces)
            Add(folder, implemented.InterfaceType);
        foreach (var field in type.Fields)
            Add(folder, field.FieldType);
        ReadAttributes(folder, type);
        foreach (var method in type.Methods)
        {
            ReadAttributes(folder, method);
            ReadSignature(folder, method);
            if (method.HasBody)
                ReadBody(folder, method.Body);
        }
    }

    private void ReadAttributes(string folder, ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
            Add(folder, attribute.AttributeType);
    }

    private void ReadSignature(string folder, MethodReference method)
    {
        Add(folder, method.DeclaringType);
        Add(folder, method.ReturnType);
        foreach (var parameter in method.Parameters)
            Add(folder, parameter.ParameterType);
        if (method is GenericInstanceMethod generic)
        {
            foreach (var argument in generic.GenericArguments)
                Add(folder, argument);
        }
    }

    private void ReadBody(string folder, MethodBody body)
    {
        foreach (var variable in body.Variables)
            Add(folder, variable.VariableType);
        foreach (var instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Add(folder, type);
                    break;
                case FieldReference field:
                    Add(folder, field.DeclaringType);
                    Add(folder, field.FieldType);
                    break;
                case MethodReference method:
                    ReadSignature(folder, method);
                    break;
            }
        }
    }

    private void Add(string from, TypeReference? type)
    {
        if (type is GenericInstanceType generic)
        {
            foreach (var argument in generic.GenericArguments)
                Add(from, argument);
        }
        if (type?.GetElementType() is { } element && FolderOf(element) is { } folder && folder != from)
            _references[from].Add(folder);
    }

    private string? FolderOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        if (type.Namespace != _project && !type.Namespace.StartsWith(_project + ".", StringComparison.Ordinal))
            return null;
        _references.TryAdd(type.Namespace, new SortedSet<string>(StringComparer.Ordinal));
        return type.Namespace;
    }
}

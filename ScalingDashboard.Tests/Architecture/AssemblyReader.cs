using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ScalingDashboard.Tests.Architecture;

/// <summary>
/// Which type names which other type, read from the compiled assembly: base types, signatures, attributes and every
/// instruction. So lambdas, async methods and the markup of components are covered too.
/// </summary>
internal sealed class AssemblyReader : IDisposable
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _data;
    private readonly NameProvider _names = new();

    public AssemblyReader(string path)
    {
        _file = new(File.OpenRead(path));
        _data = _file.GetMetadataReader();
    }

    /// <summary>Every type by its outermost full name, with the full names of all types it needs.</summary>
    public ILookup<string, string> References() => _data.TypeDefinitions
        .SelectMany(handle => NamedBy(handle).Select(named => (From: TypeName(_data, handle), To: named)))
        .Where(edge => edge.From != edge.To && edge.To.Length > 0)
        .Distinct()
        .ToLookup(edge => edge.From, edge => edge.To);

    public void Dispose() => _file.Dispose();

    /// <summary>The namespace and name of the outermost type: what the compiler makes for a lambda counts for its author.</summary>
    internal static string TypeName(MetadataReader data, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var definition = data.GetTypeDefinition((TypeDefinitionHandle)handle);
                return definition.IsNested
                    ? TypeName(data, definition.GetDeclaringType())
                    : $"{data.GetString(definition.Namespace)}.{data.GetString(definition.Name)}";
            case HandleKind.TypeReference:
                var reference = data.GetTypeReference((TypeReferenceHandle)handle);
                return reference.ResolutionScope.Kind == HandleKind.TypeReference
                    ? TypeName(data, reference.ResolutionScope)
                    : $"{data.GetString(reference.Namespace)}.{data.GetString(reference.Name)}";
            default:
                return "";
        }
    }

    private IEnumerable<string> NamedBy(TypeDefinitionHandle handle)
    {
        var type = _data.GetTypeDefinition(handle);
        return Named(type.BaseType)
            .Concat(type.GetInterfaceImplementations().SelectMany(i => Named(_data.GetInterfaceImplementation(i).Interface)))
            .Concat(type.GetCustomAttributes().SelectMany(Named))
            .Concat(type.GetFields().SelectMany(f => NamedBy(_data.GetFieldDefinition(f))))
            .Concat(type.GetMethods().SelectMany(m => NamedBy(_data.GetMethodDefinition(m))));
    }

    private IEnumerable<string> NamedBy(FieldDefinition field) =>
        field.DecodeSignature(_names, null).Concat(field.GetCustomAttributes().SelectMany(Named));

    private IEnumerable<string> NamedBy(MethodDefinition method)
    {
        var named = Named(method.DecodeSignature(_names, null)).Concat(method.GetCustomAttributes().SelectMany(Named));
        if (method.RelativeVirtualAddress == 0)
            return named;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        return named
            .Concat(body.LocalSignature.IsNil ? [] : _data.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null).SelectMany(n => n))
            .Concat(body.ExceptionRegions.SelectMany(region => Named(region.CatchType)))
            .Concat(Tokens(body.GetILContent()).SelectMany(Named));
    }

    private IEnumerable<string> Named(CustomAttributeHandle handle) => Named(_data.GetCustomAttribute(handle).Constructor);

    private static IEnumerable<string> Named(MethodSignature<ImmutableArray<string>> signature) =>
        signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(names => names));

    private IEnumerable<string> Named(EntityHandle handle)
    {
        if (handle.IsNil)
            return [];
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                return [TypeName(_data, handle)];
            case HandleKind.TypeSpecification:
                return _data.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null);
            case HandleKind.FieldDefinition:
                return [TypeName(_data, _data.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType())];
            case HandleKind.MethodDefinition:
                return [TypeName(_data, _data.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType())];
            case HandleKind.MemberReference:
                var member = _data.GetMemberReference((MemberReferenceHandle)handle);
                return Named(member.Parent).Concat(member.GetKind() == MemberReferenceKind.Method
                    ? Named(member.DecodeMethodSignature(_names, null))
                    : member.DecodeFieldSignature(_names, null));
            case HandleKind.MethodSpecification:
                var generic = _data.GetMethodSpecification((MethodSpecificationHandle)handle);
                return Named(generic.Method).Concat(generic.DecodeSignature(_names, null).SelectMany(names => names));
            default:
                return [];
        }
    }

    private static IEnumerable<EntityHandle> Tokens(ImmutableArray<byte> code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            at += value > 0xFF ? 2 : 1;
            var operand = Operands[value];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return (EntityHandle)MetadataTokens.Handle(Integer(code, at));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * Integer(code, at),
                _ => 4,
            };
        }
    }

    private static int Integer(ImmutableArray<byte> code, int at) => BitConverter.ToInt32(code.AsSpan(at, 4));
}

using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Refusals of files, in the room's sentences.</summary>
internal static class UploadWords
{
    public static FileRefused Refuse(string key, params object?[] places) => new(new Sentence(UploadsTexts.ResourceManager, key, places));
}
